defmodule BeamReport.Events do
  @moduledoc """
  The events of Open Test Reporting 0.2. In addition to its schema, each start says in a namespace of its own whether it is that
  of a container or of a test, as the JUnit Platform does.
  """

  alias BeamReport.Xml

  @doc "The beginning of the document."
  def opening do
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <e:events xmlns="https://schemas.opentest4j.org/reporting/core/0.2.0" xmlns:e="https://schemas.opentest4j.org/reporting/events/0.2.0" xmlns:beam="https://beamcluster.dev/test-report">
    <infrastructure><operatingSystem>#{Xml.text(system())}</operatingSystem></infrastructure>
    """
  end

  @doc "The end of the document."
  def closing, do: "</e:events>\n"

  @doc "The start of the run, a module (`:container`) or a test (`{:test, {file, line}}`)."
  def started(id, parent, name, kind, time) do
    ~s(<e:started id="#{id}" name="#{Xml.text(name)}"#{parent(parent)} time="#{DateTime.to_iso8601(time)}">) <>
      type(kind) <> source(kind) <> "</e:started>\n"
  end

  @doc "The output and the end of a module or test."
  def finished(id, result, time) do
    at = DateTime.to_iso8601(time)

    reported(id, result.output, at) <>
      ~s(<e:finished id="#{id}" time="#{at}"><result status="#{status(result.status)}">) <>
      reason(result) <> "</result></e:finished>\n"
  end

  defp reported(_id, [], _at), do: ""

  defp reported(id, output, at) do
    outputs =
      for {source, text} <- output do
        ~s(<output source="#{source}" time="#{at}">#{Xml.text(text)}</output>)
      end

    ~s(<e:reported id="#{id}" time="#{at}"><attachments>#{outputs}</attachments></e:reported>\n)
  end

  defp parent(nil), do: ""
  defp parent(id), do: ~s( parentId="#{id}")

  defp type({:test, _source}), do: "<metadata><beam:type>TEST</beam:type></metadata>"
  defp type(_container), do: "<metadata><beam:type>CONTAINER</beam:type></metadata>"

  defp source({:test, {file, line}}) do
    ~s(<sources><fileSource path="#{Xml.text(file)}"><filePosition line="#{line}"/></fileSource></sources>)
  end

  defp source(_container), do: ""

  defp status(:passed), do: "SUCCESSFUL"
  defp status(:failed), do: "FAILED"
  defp status(:skipped), do: "SKIPPED"

  defp reason(%{reason: ""}), do: ""
  defp reason(%{reason: reason}), do: "<reason>#{Xml.text(reason)}</reason>"

  defp system do
    {_family, name} = :os.type()
    Atom.to_string(name)
  end
end
