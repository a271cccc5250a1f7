defmodule BeamReport do
  @moduledoc """
  Keeps the results of an ExUnit run with what each test printed and logged.

      # test/test_helper.exs
      ExUnit.start(formatters: [ExUnit.CLIFormatter, BeamReport.Formatter])

  or, without a change of the helper, `mix test --formatter ExUnit.CLIFormatter --formatter BeamReport.Formatter`.

  Two files are written in `_build/test-report` of the application, or in `APPLICATION` below the folder that the environment
  variable `BEAM_REPORT_DIR` names:

    * `open-test-report.xml`, the events of [Open Test Reporting](https://github.com/ota4j-team/open-test-reporting), written as
      they happen, so that a run that is killed leaves what was known until then;
    * `TEST-APPLICATION.xml`, the XML that CI servers read as JUnit's.

  Output is what a test, or a process that it started, writes to its group leader, and what is logged while it runs. It is still
  printed as without this formatter. What is written to `:stderr` is not kept.
  """
end
