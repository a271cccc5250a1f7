defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [
      app: :shop,
      version: "3.2.0",
      elixir: "~> 1.15",
      elixirc_paths: if(Mix.env() == :test, do: ["lib", "test/support"], else: ["lib"]),
      start_permanent: Mix.env() == :prod,
      deps: [{:beam_report, path: "../../report/exunit", only: :test}]
    ]
  end

  def application do
    [extra_applications: [:logger], mod: {Shop.Application, []}]
  end
end
