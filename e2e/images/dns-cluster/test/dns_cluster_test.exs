defmodule Shop.DnsClusterTest do
  use ExUnit.Case

  alias Shop.{Client, DnsCluster, NameServer, TestNode}

  @moduletag timeout: 120_000

  test "does nothing without a name" do
    assert Application.get_env(:shop, :dns_cluster_query) == nil
    assert {DnsCluster, :undefined, :worker, [DnsCluster]} in Supervisor.which_children(Shop.Supervisor)
    assert Process.whereis(DnsCluster) == nil
  end

  test "connects the nodes at the addresses behind the name, also if one of them has no node" do
    server = NameServer.start!("shop.test", [{127, 0, 0, 9}, {127, 0, 0, 2}, {127, 0, 0, 3}])

    two = TestNode.start!({127, 0, 0, 2}, server, "shop.test")
    three = TestNode.start!({127, 0, 0, 3}, server, "shop.test")

    Client.await(fn -> nodes(two) == [:"shop@127.0.0.3"] and nodes(three) == [:"shop@127.0.0.2"] end)
    assert TestNode.call(two, Client, :get, []) == %{"node" => "shop@127.0.0.2", "nodes" => ["shop@127.0.0.3"]}
  end

  test "connects a node that starts later" do
    server = NameServer.start!("shop.test", [{127, 0, 0, 4}, {127, 0, 0, 5}])
    four = TestNode.start!({127, 0, 0, 4}, server, "shop.test")
    assert settled(four) == ~c"shop.test"
    assert nodes(four) == []

    # It does not look for others itself.
    five = TestNode.start!({127, 0, 0, 5}, server, nil)

    Client.await(fn -> nodes(four) == [:"shop@127.0.0.5"] and nodes(five) == [:"shop@127.0.0.4"] end)
  end

  test "runs on while the name has no address" do
    server = NameServer.start!("shop.test", [{127, 0, 0, 6}])

    six = TestNode.start!({127, 0, 0, 6}, server, "no-such-shop.test")

    assert settled(six) == ~c"no-such-shop.test"
    assert_received {:asked, false}
    assert nodes(six) == []
  end

  defp nodes(node), do: TestNode.call(node, :erlang, :nodes, [])

  # What it asks for, once it has asked for the first time.
  defp settled(node), do: TestNode.call(node, :sys, :get_state, [DnsCluster, 60_000])
end
