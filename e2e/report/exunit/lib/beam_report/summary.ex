defmodule BeamReport.Summary do
  @moduledoc """
  The last lines of a run. In an umbrella, they are those of all applications that have been tested so far, so that the last lines
  of the whole run name each of them.
  """

  defstruct [:app, :tests, :failed, :skipped, :excluded, :seconds, failures: []]

  @doc "The summary of one application."
  def of(app, results, excluded, run_us) do
    failed = Enum.filter(results, &(&1.status == :failed))

    %__MODULE__{
      app: app,
      tests: length(results),
      failed: length(failed),
      skipped: Enum.count(results, &(&1.status == :skipped)),
      excluded: excluded,
      seconds: run_us / 1_000_000,
      failures: Enum.map(failed, &"#{&1.module}: #{&1.name}")
    }
  end

  @doc "Adds a summary to those of the other applications that this VM has tested, and returns all."
  def add(summary) do
    others = :persistent_term.get(__MODULE__, []) |> Enum.reject(&(&1.app == summary.app))
    all = others ++ [summary]
    :persistent_term.put(__MODULE__, all)
    all
  end

  @doc "The lines: the failed tests, and then a line for each application."
  def text(summaries) do
    failures = for summary <- summaries, failure <- summary.failures, do: "#{summary.app} FAILED #{failure}"
    Enum.join([""] ++ failures ++ Enum.map(summaries, &line/1), "\n")
  end

  defp line(summary) do
    counts =
      [{summary.failed, "failed"}, {summary.skipped, "skipped"}, {summary.excluded, "excluded"}]
      |> Enum.filter(fn {count, word} -> count > 0 or word == "failed" end)
      |> Enum.map_join(fn {count, word} -> ", #{count} #{word}" end)

    tests = if summary.tests == 1, do: "1 test", else: "#{summary.tests} tests"
    "#{summary.app}: #{tests}#{counts}, #{:erlang.float_to_binary(summary.seconds * 1.0, decimals: 1)} s"
  end
end
