defmodule BeamReport.Result do
  @moduledoc "How a test or module ended, and what it printed: `output` is a list of `{source, text}`."

  defstruct [:module, :name, :status, :reason, :seconds, output: []]

  @type t :: %__MODULE__{
          module: String.t() | nil,
          name: String.t() | nil,
          status: :passed | :failed | :skipped,
          reason: String.t(),
          seconds: float,
          output: [{String.t(), String.t()}]
        }

  @doc "The result of a test. `number` and `width` are those of ExUnit's own messages."
  def of(test, output, number, width) do
    {status, reason} = status(test, number, width)

    %__MODULE__{
      module: inspect(test.module),
      name: Atom.to_string(test.name),
      status: status,
      reason: reason,
      seconds: test.time / 1_000_000,
      output: output
    }
  end

  @doc "The result of a module, whose failure is that of each of its tests."
  def of_module(output), do: %__MODULE__{status: :passed, reason: "", seconds: 0.0, output: output}

  defp status(%{state: nil}, _number, _width), do: {:passed, ""}
  defp status(%{state: {:skipped, reason}}, _number, _width), do: {:skipped, to_string(reason)}

  defp status(%{state: {:failed, failures}} = test, number, width) do
    {:failed, text(ExUnit.Formatter.format_test_failure(test, failures, number, width, &plain/2))}
  end

  defp status(%{state: {:invalid, %{state: {:failed, failures}} = module}}, number, width) do
    {:failed, text(ExUnit.Formatter.format_test_all_failure(module, failures, number, width, &plain/2))}
  end

  defp status(%{state: other}, _number, _width), do: {:failed, inspect(other)}

  defp plain(:diff_enabled?, _), do: false
  defp plain(_what, text), do: text

  # ExUnit's message begins with a number and the name, and then the place, all of it indented.
  defp text(message) do
    [_name | lines] = message |> IO.chardata_to_string() |> String.trim() |> String.split("\n")
    lines = Enum.map(lines, &String.replace_prefix(&1, "     ", ""))

    case lines do
      [place, said | more] ->
        if place =~ ~r/^\S+:\d+$/, do: Enum.join([said | more] ++ ["at " <> place], "\n"), else: Enum.join(lines, "\n")

      _ ->
        Enum.join(lines, "\n")
    end
  end
end
