defmodule Chat.MixProject do
  use Mix.Project

  def project do
    [app: :chat, version: "1.4.0", elixir: "~> 1.15", start_permanent: Mix.env() == :prod]
  end

  def application do
    [extra_applications: [:logger, :ssl], mod: {Chat.Application, []}]
  end
end
