defmodule BeamReport.JUnitXml do
  @moduledoc "The XML that CI servers read as JUnit's: a `testsuite` for each module."

  alias BeamReport.Xml

  @doc "The document of a run that took `run_us` microseconds."
  def of(app, results, run_us) do
    suites = by_module(results)

    ~s(<?xml version="1.0" encoding="UTF-8"?>\n) <>
      ~s(<testsuites name="ExUnit" package="#{app}" tests="#{length(results)}" failures="#{count(results, :failed)}" ) <>
      ~s(skipped="#{count(results, :skipped)}" time="#{Xml.seconds(run_us / 1_000_000)}">\n) <>
      Enum.map_join(suites, &suite/1) <> "</testsuites>\n"
  end

  # Modules with async: true run side by side.
  defp by_module(results) do
    results |> Enum.group_by(& &1.module) |> Enum.sort() |> Enum.map(&elem(&1, 1))
  end

  defp suite([first | _] = results) do
    time = results |> Enum.map(& &1.seconds) |> Enum.sum()

    ~s(<testsuite name="#{Xml.text(first.module)}" tests="#{length(results)}" failures="#{count(results, :failed)}" ) <>
      ~s(errors="0" skipped="#{count(results, :skipped)}" time="#{Xml.seconds(time)}">\n) <>
      Enum.map_join(results, &test/1) <> "</testsuite>\n"
  end

  defp test(result) do
    ~s(<testcase classname="#{Xml.text(result.module)}" name="#{Xml.text(result.name)}" time="#{Xml.seconds(result.seconds)}">) <>
      outcome(result) <> output(result) <> "</testcase>\n"
  end

  defp outcome(%{status: :passed}), do: ""
  defp outcome(%{status: :skipped, reason: reason}), do: ~s(<skipped message="#{Xml.lines(reason)}"/>)

  defp outcome(%{status: :failed, reason: reason}) do
    ~s(<failure message="#{Xml.lines(reason)}" type="ExUnit">#{Xml.text(reason)}</failure>)
  end

  defp output(%{output: []}), do: ""
  defp output(%{output: output}), do: "<system-out>#{output |> Enum.map_join(&elem(&1, 1)) |> Xml.text()}</system-out>"

  defp count(results, status), do: Enum.count(results, &(&1.status == status))
end
