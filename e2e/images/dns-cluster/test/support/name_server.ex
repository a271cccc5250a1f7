defmodule Shop.NameServer do
  @moduledoc "A name server that knows the addresses of one name, and tells the test that starts it what it is asked."

  @no_error 0x8180
  @no_such_name 0x8183
  @type_a_class_in <<1::16, 1::16>>

  @doc "Starts it at the loopback address, and returns its port. The test that calls this stops it."
  def start!(name, addresses) do
    {:ok, socket} = :gen_udp.open(0, [:binary, active: false, ip: {127, 0, 0, 1}])
    {:ok, port} = :inet.port(socket)
    {test, known} = {self(), question(name)}
    ExUnit.Callbacks.start_supervised!({Task, fn -> serve(socket, test, known, addresses) end})
    port
  end

  defp serve(socket, test, known, addresses) do
    {:ok, {from, port, <<id::16, _flags::16, 1::16, _counts::48, question::binary>>}} = :gen_udp.recv(socket, 0)
    answer = if question == known, do: answer(addresses), else: <<@no_such_name::16, 1::16, 0::48>>
    <<header::binary-size(10), records::binary>> = answer
    send(test, {:asked, question == known})
    :ok = :gen_udp.send(socket, from, port, [<<id::16>>, header, question, records])
    serve(socket, test, known, addresses)
  end

  # The rest of the header, and a record for each address: its name is that of the question.
  defp answer(addresses) do
    records = for {a, b, c, d} <- addresses, do: <<0xC00C::16, @type_a_class_in::binary, 0::32, 4::16, a, b, c, d>>
    IO.iodata_to_binary([<<@no_error::16, 1::16, length(addresses)::16, 0::32>> | records])
  end

  defp question(name) do
    labels = for label <- String.split(name, "."), into: "", do: <<byte_size(label), label::binary>>
    labels <> <<0>> <> @type_a_class_in
  end
end
