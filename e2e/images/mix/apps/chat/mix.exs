defmodule Chat.MixProject do
  use Mix.Project

  def project do
    [
      app: :chat,
      version: "1.4.0",
      elixir: "~> 1.15",
      build_path: "../../_build",
      config_path: "../../config/config.exs",
      deps_path: "../../deps",
      lockfile: "../../mix.lock",
      elixirc_paths: if(Mix.env() == :test, do: ["lib", "test/support"], else: ["lib"]),
      start_permanent: Mix.env() == :prod,
      deps: [
        {:chat_data, in_umbrella: true},
        {:beam_report, path: "../../../../report/exunit", only: :test}
      ]
    ]
  end

  def application do
    [extra_applications: [:logger, :ssl], mod: {Chat.Application, []}]
  end
end
