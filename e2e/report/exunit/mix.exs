defmodule BeamReport.MixProject do
  use Mix.Project

  def project do
    [
      app: :beam_report,
      version: "0.1.0",
      elixir: "~> 1.16",
      description: "An ExUnit formatter that keeps what each test prints, for the test report of BeamCluster",
      deps: []
    ]
  end

  def application do
    [extra_applications: [:logger]]
  end
end
