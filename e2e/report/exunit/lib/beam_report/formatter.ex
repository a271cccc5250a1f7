defmodule BeamReport.Formatter do
  @moduledoc "The formatter. See `BeamReport`."

  use GenServer

  alias BeamReport.{Capture, Events, JUnitXml, Result, Summary}

  @root "1"

  # Of the lines of a failure; ExUnit breaks longer ones.
  @width 100

  @impl true
  def init(_opts) do
    app = app()
    folder = folder(app)
    File.mkdir_p!(folder)
    capture = Capture.start(runner())
    file = File.open!(Path.join(folder, "open-test-report.xml"), [:write, :utf8])
    put(file, [Events.opening(), Events.started(@root, nil, "ExUnit", nil, now())])

    {:ok, %{app: app, folder: folder, capture: capture, file: file, next: 2, ids: %{}, results: [], excluded: 0}}
  end

  @impl true
  def handle_cast({:module_started, module}, state) do
    {id, state} = new_id(state, module.name)
    put(state.file, Events.started(id, @root, inspect(module.name), :container, now()))
    {:noreply, state}
  end

  def handle_cast({:test_started, %{state: {:excluded, _}}}, state), do: {:noreply, state}

  def handle_cast({:test_started, test}, state) do
    {id, state} = new_id(state, key(test))
    name = Atom.to_string(test.name)
    put(state.file, Events.started(id, state.ids[test.module], name, {:test, source(test)}, now()))
    {:noreply, %{state | capture: Capture.test_started(state.capture, key(test))}}
  end

  def handle_cast({:test_finished, %{state: {:excluded, _}}}, state) do
    {:noreply, %{state | excluded: state.excluded + 1}}
  end

  def handle_cast({:test_finished, test}, state) do
    # A test of a module whose setup_all failed is not started.
    {:noreply, state} =
      if state.ids[key(test)], do: {:noreply, state}, else: handle_cast({:test_started, test}, state)

    {output, capture} = Capture.take(state.capture, key(test))
    result = Result.of(test, output, length(state.results) + 1, @width)
    put(state.file, Events.finished(state.ids[key(test)], result, now()))
    {:noreply, %{state | capture: capture, results: [result | state.results]}}
  end

  def handle_cast({:module_finished, module}, state) do
    {output, capture} = Capture.take(state.capture, {module.name, :setup_all})
    put(state.file, Events.finished(state.ids[module.name], Result.of_module(output), now()))
    {:noreply, %{state | capture: Capture.module_finished(capture, module.name)}}
  end

  def handle_cast({:suite_finished, times_us}, state) do
    put(state.file, [Events.finished(@root, Result.of_module([]), now()), Events.closing()])
    File.close(state.file)
    results = Enum.reverse(state.results)
    File.write!(Path.join(state.folder, "TEST-#{state.app}.xml"), JUnitXml.of(state.app, results, times_us.run))
    Capture.stop(state.capture)
    IO.puts(Summary.text(Summary.add(Summary.of(state.app, results, state.excluded, times_us.run))))
    {:noreply, state}
  end

  def handle_cast({:logged, pid, owner, text}, state) do
    {:noreply, %{state | capture: Capture.logged(state.capture, pid, owner, text)}}
  end

  def handle_cast(_event, state), do: {:noreply, state}

  @impl true
  def handle_info(message, state) when elem(message, 0) in [:io_request, :io_reply] do
    {:noreply, %{state | capture: Capture.io(state.capture, message)}}
  end

  def handle_info(_other, state), do: {:noreply, state}

  defp new_id(state, key) do
    id = Integer.to_string(state.next)
    {id, %{state | next: state.next + 1, ids: Map.put(state.ids, key, id)}}
  end

  defp key(test), do: {test.module, test.name}

  defp source(test), do: {Path.relative_to_cwd(test.tags.file), test.tags.line}

  defp put(file, text), do: IO.write(file, text)

  defp now, do: DateTime.utc_now()

  # The process that starts those of the tests is the last of those that started this one, and runs the tests.
  defp runner do
    case Process.get(:"$ancestors", []) |> Enum.filter(&is_pid/1) do
      [_supervisor, runner | _] -> runner
      _ -> nil
    end
  end

  # In an umbrella, Mix runs the tests of one application after those of another, each in its folder.
  defp app, do: Mix.Project.config()[:app] || :tests

  defp folder(app) do
    case System.get_env("BEAM_REPORT_DIR") do
      folder when folder in [nil, ""] -> Path.join(File.cwd!(), "_build/test-report")
      folder -> Path.join(folder, Atom.to_string(app))
    end
  end
end
