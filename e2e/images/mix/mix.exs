defmodule Chat.Umbrella.MixProject do
  use Mix.Project

  def project do
    [
      apps_path: "apps",
      start_permanent: Mix.env() == :prod,
      # The application chat_data comes with chat, which depends on it.
      releases: [chat: [version: {:from_app, :chat}, applications: [chat: :permanent]]],
      deps: []
    ]
  end
end
