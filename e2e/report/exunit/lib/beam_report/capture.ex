defmodule BeamReport.Capture do
  @moduledoc """
  What tests print and log. Its process is the group leader of the run: it passes every request on to the one before, and keeps
  what a test writes.

  That process has to be the one that gets ExUnit's events. The start of a test is sent to it before the test can print, so that
  what is printed while a test prepares belongs to the test of that module that was started last.
  """

  alias BeamReport.{LogHandler, Owner}

  defstruct [:leader, current: %{}, known: %{}, kept: %{}, waiting: %{}]

  @doc "Makes this process the group leader of the process that runs the tests, and of those that it will start."
  def start(runner) do
    leader = Process.group_leader()
    if runner, do: Process.group_leader(runner, self())
    :logger.add_handler(__MODULE__, LogHandler, %{config: %{formatter: self()}})
    %__MODULE__{leader: leader}
  end

  @doc "Processes that still have this one as their group leader get the one before."
  def stop(capture) do
    :logger.remove_handler(__MODULE__)

    for pid <- Process.list(), Process.info(pid, :group_leader) == {:group_leader, self()} do
      Process.group_leader(pid, capture.leader)
    end

    capture
  end

  @doc "From now on, this is the test of its module."
  def test_started(capture, {module, name}), do: %{capture | current: Map.put(capture.current, module, name)}

  @doc "The module has no test any more."
  def module_finished(capture, module), do: %{capture | current: Map.delete(capture.current, module)}

  @doc "What a test, or `:setup_all` of a module, has printed and logged, as `{source, text}`."
  def take(capture, owner) do
    {kept, rest} = Map.pop(capture.kept, owner, [])
    known = Map.reject(capture.known, fn {_pid, of} -> of == owner end)
    {sources(Enum.reverse(kept)), %{capture | kept: rest, known: known}}
  end

  @doc "Keeps what a process logged, if it belongs to a test."
  def logged(capture, pid, owner, text) do
    owner = owner(capture, owner || capture.known[pid])
    if owner, do: keep(capture, owner, "log", text), else: capture
  end

  @doc "A message of Erlang's I/O protocol."
  def io(capture, {:io_request, from, reply_as, request}) do
    ref = make_ref()
    send(capture.leader, {:io_request, self(), ref, request})
    capture = %{capture | waiting: Map.put(capture.waiting, ref, {from, reply_as})}

    case owner(capture, Owner.of(from, capture.known)) do
      nil -> capture
      owner -> Enum.reduce(texts(request), know(capture, from, owner), &keep(&2, owner, "stdout", &1))
    end
  end

  def io(capture, {:io_reply, ref, reply}) do
    {{from, reply_as}, waiting} = Map.pop(capture.waiting, ref, {self(), nil})
    send(from, {:io_reply, reply_as, reply})
    %{capture | waiting: waiting}
  end

  defp owner(%{current: current}, {module, :setup}), do: {module, current[module]}

  # A process that cannot be told apart belongs to the only module that runs.
  defp owner(%{current: current}, nil) when map_size(current) == 1, do: hd(Map.to_list(current))
  defp owner(_capture, owner), do: owner

  defp know(capture, pid, owner), do: %{capture | known: Map.put(capture.known, pid, owner)}

  defp keep(capture, owner, source, text) do
    %{capture | kept: Map.update(capture.kept, owner, [{source, text}], &[{source, text} | &1])}
  end

  defp sources(kept) do
    for source <- ["stdout", "log"], texts = for({^source, text} <- kept, do: text), texts != [] do
      {source, Enum.join(texts)}
    end
  end

  # The requests that write.
  defp texts({:put_chars, encoding, chars}), do: [text(chars, encoding)]
  defp texts({:put_chars, encoding, module, function, args}), do: [text(apply(module, function, args), encoding)]
  defp texts({:put_chars, chars}), do: [text(chars, :latin1)]
  defp texts({:put_chars, module, function, args}), do: [text(apply(module, function, args), :latin1)]
  defp texts({:requests, requests}), do: Enum.flat_map(requests, &texts/1)
  defp texts(_other), do: []

  defp text(chars, encoding) do
    case :unicode.characters_to_binary(chars, encoding, :utf8) do
      text when is_binary(text) -> text
      _invalid -> inspect(chars) <> "\n"
    end
  end
end
