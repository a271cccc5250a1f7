defmodule Chat.Drain do
  @moduledoc """
  What an operator calls on this node before it goes: takes no more connections, and waits until the open requests are
  answered.
  """

  # Kubernetes takes a pod that goes out of its Services, and until every kube-proxy knows of it connections still come.
  @settle 2_000

  # So that the answer is there before the caller stops waiting for it.
  @reserve 500

  @doc """
  Returns `:ok` when no request is open, or `{:error, {:open_requests, count}}` shortly before `timeout`, in milliseconds, is
  over.
  """
  def drain(%{node: _, timeout: timeout}) do
    deadline = now() + max(timeout - @reserve, div(timeout, 2))
    Process.sleep(min(@settle, div(timeout, 4)))
    :ok = Supervisor.terminate_child(Chat.Supervisor, Chat.Web)
    await_answers(deadline)
  end

  defp await_answers(deadline) do
    open = length(Task.Supervisor.children(Chat.Requests))

    cond do
      open == 0 ->
        :ok

      now() >= deadline ->
        {:error, {:open_requests, open}}

      true ->
        Process.sleep(20)
        await_answers(deadline)
    end
  end

  defp now, do: System.monotonic_time(:millisecond)
end
