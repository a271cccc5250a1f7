defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [app: :shop, version: "3.2.0", elixir: "~> 1.15", start_permanent: Mix.env() == :prod]
  end

  def application do
    [extra_applications: [:logger], mod: {Shop.Application, []}]
  end
end
