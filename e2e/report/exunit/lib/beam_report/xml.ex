defmodule BeamReport.Xml do
  @moduledoc "Texts as XML 1.0."

  @doc "A text in an element, or of one line in an attribute. Characters that XML does not allow are replaced."
  def text(text) do
    for <<char::utf8 <- valid(text)>>, into: "", do: escape(char)
  end

  @doc "A text of several lines in an attribute, where a parser would make a space of a line break."
  def lines(text), do: text |> text() |> String.replace("\n", "&#10;")

  @doc "Seconds with six digits."
  def seconds(seconds), do: :erlang.float_to_binary(seconds * 1.0, decimals: 6)

  defp valid(text), do: if(String.valid?(text), do: text, else: String.replace_invalid(text))

  defp escape(?<), do: "&lt;"
  defp escape(?>), do: "&gt;"
  defp escape(?&), do: "&amp;"
  defp escape(?"), do: "&quot;"
  defp escape(char) when char in [?\t, ?\n, ?\r], do: <<char>>
  defp escape(char) when char < 0x20 or char in [0xFFFE, 0xFFFF], do: "\uFFFD"
  defp escape(char), do: <<char::utf8>>
end
