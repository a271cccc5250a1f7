defmodule ChatData.MixProject do
  use Mix.Project

  def project do
    [
      app: :chat_data,
      version: "1.4.0",
      elixir: "~> 1.15",
      build_path: "../../_build",
      config_path: "../../config/config.exs",
      deps_path: "../../deps",
      lockfile: "../../mix.lock",
      start_permanent: Mix.env() == :prod,
      deps: [{:beam_report, path: "../../../../report/exunit", only: :test}]
    ]
  end

  def application do
    [extra_applications: [:logger]]
  end
end
