defmodule Chat.Drain do
  @moduledoc """
  The drain function, which the operator calls before this node stops: accepts no more connections, and waits until all open
  requests are answered.
  """

  # Kubernetes removes a terminating pod from its Services, but connections arrive until every kube-proxy has the change.
  @settle 2_000

  # Margin for the answer to arrive before the caller's timeout.
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
