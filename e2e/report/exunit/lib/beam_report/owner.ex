defmodule BeamReport.Owner do
  @moduledoc """
  Which test a process belongs to, as `{module, name}`; `{module, :setup}` for what prepares a test, `{module, :setup_all}` for what
  prepares a module.

  ExUnit does not tell. The process of a test has the function of the test on its stack. A process that a test has started is
  found by the processes that started it.
  """

  @furthest 6

  @doc "The owner of a process, or `nil`. `known` has owners that were found before."
  def of(pid, known), do: of(pid, known, @furthest)

  defp of(_pid, _known, 0), do: nil

  defp of(pid, known, left) when is_pid(pid) and node(pid) == node() do
    with nil <- known[pid], nil <- on_stack(pid) do
      Enum.find_value(starters(pid), &of(&1, known, left - 1))
    end
  end

  defp of(_other, _known, _left), do: nil

  defp on_stack(pid) do
    case Process.info(pid, :current_stacktrace) do
      {:current_stacktrace, stack} -> Enum.find_value(stack, &frame/1) || preparing(stack)
      nil -> nil
    end
  end

  defp frame({module, function, 1, _location}) do
    name = Atom.to_string(function)
    if test?(name) and function_exported?(module, :__ex_unit__, 0), do: {module, function}
  end

  defp frame(_other), do: nil

  defp test?(name), do: String.starts_with?(name, ["test ", "property ", "doctest "])

  # The process of a test prepares the test, that of a module prepares the module.
  defp preparing(stack) do
    with {module, _, _, _} <- Enum.find(stack, &match?({_, :__ex_unit__, 2, _}, &1)) do
      if Enum.any?(stack, &of_test?/1), do: {module, :setup}, else: {module, :setup_all}
    end
  end

  defp of_test?({ExUnit.Runner, function, _, _}), do: String.contains?(Atom.to_string(function), "_test")
  defp of_test?(_other), do: false

  defp starters(pid) do
    case Process.info(pid, [:dictionary]) do
      nil ->
        []

      info ->
        listed = Keyword.get(info[:dictionary], :"$callers", []) ++ Keyword.get(info[:dictionary], :"$ancestors", [])
        Enum.filter(listed ++ parent(pid), &is_pid/1) |> Enum.reject(&(&1 == pid)) |> Enum.uniq()
    end
  end

  # Since OTP 25.
  defp parent(pid) do
    case :erlang.process_info(pid, :parent) do
      {:parent, parent} -> [parent]
      _ -> []
    end
  rescue
    ArgumentError -> []
  end
end
