defmodule BeamReport.UmbrellaTest do
  @moduledoc "Runs the tests of an umbrella, with `mix test` as a user does."

  use ExUnit.Case, async: true

  @umbrella Path.join(__DIR__, "../sample")

  setup_all do
    folder = Path.join(System.tmp_dir!(), "beam_report-#{System.unique_integer([:positive])}")
    on_exit(fn -> File.rm_rf!(folder) end)
    env = [{"MIX_ENV", "test"}, {"BEAM_REPORT_DIR", folder}, {"MIX_BUILD_PATH", Path.join(folder, "build")}]
    {printed, code} = System.cmd("mix", ["test", "--seed", "0"], cd: @umbrella, env: env, stderr_to_stdout: true)
    {:ok, printed: printed, code: code, folder: folder}
  end

  test "the last lines name each application and each failed test", %{printed: printed, code: code} do
    assert code != 0

    assert printed
           |> String.split("\n")
           |> Enum.filter(&(&1 =~ ~r/^(chat|ledger)[ :]/))
           |> Enum.take(-5)
           |> Enum.map(&without_time/1) == [
             "chat FAILED ChatTest: test a described test fails",
             "chat FAILED ChatTest: test a described test raises",
             "ledger FAILED BrokenLedgerTest: test reads",
             "chat: 45 tests, 2 failed, 1 skipped, 1 excluded",
             "ledger: 2 tests, 1 failed"
           ]
  end

  test "output is still printed", %{printed: printed} do
    assert printed =~ "hello <b>& é</b>"
    assert printed =~ "Finished in"
  end

  test "each test has what it printed and logged, and nothing of others", %{folder: folder} do
    tests = tests(folder, "chat")
    assert text(tests["test prints and logs"], "stdout") == "before a test\nhello <b>& é</b>\n"
    assert text(tests["test prints and logs"], "log") =~ ~r/^\d\d:\d\d:\d\d\.\d\d\d \[warning\] a warning\n$/

    for each <- 1..20, module <- ["Other", "Third"] do
      expected = String.duplicate("#{String.downcase(module)} #{each}.\n", 10)
      assert text(tests["#{module}ChatTest test side by side #{each}"], "stdout") == expected
    end
  end

  test "what processes of a test print belongs to it", %{folder: folder} do
    assert text(tests(folder, "chat")["test prints in other processes"], "stdout") ==
             "before a test\nin a task\nin an agent\nin a process of a process\n"
  end

  test "what a module prints before its tests belongs to the module", %{folder: folder} do
    assert text(tests(folder, "chat")["ChatTest"], "stdout") == "before all tests\n"
  end

  test "a failure has its reason first, and then the place", %{folder: folder} do
    tests = tests(folder, "chat")
    assert {"FAILED", "Assertion with == failed" <> rest} = result(tests["test a described test fails"])
    assert rest =~ ~r/left:  2.*at .*test\/chat_test.exs:\d+$/s
    assert {"FAILED", "** (ArgumentError) no ]]> such thing" <> _} = result(tests["test a described test raises"])
    assert {"SKIPPED", "due to skip tag"} = result(tests["test a described test is skipped"])
    refute Map.has_key?(tests, "test a described test is excluded")
  end

  test "a test of a module whose setup failed has that failure", %{folder: folder} do
    assert {"FAILED", reason} = result(tests(folder, "ledger")["test reads"])
    assert reason =~ "no database"
  end

  test "the XML of JUnit has the same tests", %{folder: folder} do
    xml = File.read!(Path.join(folder, "chat/TEST-chat.xml"))
    assert xml =~ ~s(<testsuites name="ExUnit" package="chat" tests="45" failures="2" skipped="1")
    assert length(String.split(xml, "<testcase ")) == 46
    assert xml =~ ~s(<testcase classname="ChatTest" name="test prints and logs")
    assert xml =~ ~s(<failure message="Assertion with == failed&#10;code:)
  end

  defp without_time(line), do: String.replace(line, ~r/, [\d.]+ s$/, "")

  # The events of a test by its name, by that of its module and by both.
  defp tests(folder, app) do
    xml = File.read!(Path.join([folder, app, "open-test-report.xml"]))
    started = Regex.scan(~r/<e:started id="(\d+)" name="([^"]*)"(?: parentId="(\d+)")?/, xml, capture: :all_but_first)
    names = Map.new(started, fn [id, name | _] -> {id, name} end)

    for [id, name | parent] <- started, reduce: %{} do
      tests ->
        events = Regex.scan(~r/<e:(?:reported|finished) id="#{id}".*?<\/e:/s, xml) |> Enum.join()
        tests |> Map.put(name, events) |> Map.put("#{names[List.first(parent)]} #{name}", events)
    end
  end

  defp text(events, source) do
    Regex.scan(~r/<output source="#{source}" time="[^"]*">(.*?)<\/output>/s, events, capture: :all_but_first)
    |> Enum.map_join(&plain/1)
  end

  defp result(events) do
    [status | reason] =
      Regex.run(~r/<result status="(\w+)">(?:<reason>(.*?)<\/reason>)?/s, events, capture: :all_but_first)

    {status, plain(reason)}
  end

  defp plain(text) do
    for {entity, char} <- [{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}],
        reduce: IO.iodata_to_binary(text),
        do: (text -> String.replace(text, entity, char))
  end
end
