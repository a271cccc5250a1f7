defmodule Chat.Release do
  @moduledoc "What runs before a rollout. An application with Ecto calls `Ecto.Migrator` here."

  defdelegate migrate, to: ChatData
end
