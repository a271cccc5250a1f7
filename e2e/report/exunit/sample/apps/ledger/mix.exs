defmodule Ledger.MixProject do
  use Mix.Project

  def project do
    [
      app: :ledger,
      version: "0.1.0",
      build_path: "../../_build",
      deps_path: "../../deps",
      lockfile: "../../mix.lock",
      deps: [{:beam_report, path: "../../..", only: :test}]
    ]
  end

  def application do
    [extra_applications: [:logger]]
  end
end
