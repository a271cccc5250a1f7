defmodule Chat do
  def say(text), do: IO.puts(text)
end
