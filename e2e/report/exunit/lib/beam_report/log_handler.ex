defmodule BeamReport.LogHandler do
  @moduledoc "A handler of `:logger` that keeps what is logged. It runs in the process that logs."

  @doc false
  def log(%{level: level, meta: meta} = event, %{config: %{formatter: formatter}}) do
    time = DateTime.from_unix!(meta.time, :microsecond) |> DateTime.to_time() |> Time.truncate(:millisecond)
    text = "#{time} [#{level}] #{message(event)}\n"
    GenServer.cast(formatter, {:logged, self(), BeamReport.Owner.of(self(), %{}), text})
  end

  defp message(%{msg: {:string, text}}), do: IO.chardata_to_string(text)

  defp message(%{msg: {:report, report}, meta: %{report_cb: format}}) when is_function(format, 1) do
    {text, arguments} = format.(report)
    formatted(text, arguments)
  end

  defp message(%{msg: {:report, report}, meta: %{report_cb: format}}) when is_function(format, 2) do
    format.(report, %{depth: :unlimited, chars_limit: :unlimited, single_line: false}) |> IO.chardata_to_string()
  end

  defp message(%{msg: {:report, report}}), do: inspect(report)
  defp message(%{msg: {text, arguments}}), do: formatted(text, arguments)

  defp formatted(text, arguments), do: :io_lib.format(text, arguments) |> IO.chardata_to_string()
end
