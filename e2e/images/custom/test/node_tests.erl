%% Of the script `node`, which starts the program of hello.erl.
-module(node_tests).
-include_lib("eunit/include/eunit.hrl").

%% Where the program listens.
-define(PORT, 8080).

%% Paths of the image.
-define(COOKIE, "/etc/ledger/cookie").

%% Seconds for a test, and for what it awaits: a VM may take long to start on a machine that many share.
-define(PATIENCE, 60).

node_test_() ->
    {setup, fun prepare/0, [
        test("does not start without a name, and says which variable lacks", fun() ->
            {Port, _} = start([{"MY_NODENAME", false}]),
            {Status, Printed} = ended(Port, <<>>),
            ?assertNotEqual(0, Status),
            ?assertMatch({match, _}, re:run(Printed, "MY_NODENAME: the name of this node"))
        end),
        test("does not start without a cookie", fun() ->
            ok = file:rename(?COOKIE, ?COOKIE ".away"),
            try
                {Port, _} = start([{"MY_NODENAME", "ledger@127.0.0.1"}]),
                {Status, Printed} = ended(Port, <<>>),
                ?assertNotEqual(0, Status),
                ?assertMatch({match, _}, re:run(Printed, "enoent"))
            after
                file:rename(?COOKIE ".away", ?COOKIE)
            end
        end),
        test("has the name in MY_NODENAME", fun() ->
            with_node([{"MY_NODENAME", "ledger@127.0.0.1"}], fun() ->
                ?assertEqual(<<"ledger@127.0.0.1 []\n">>, ask())
            end)
        end),
        test("has the cookie in the file, without the line break at its end", fun() ->
            with_node([{"MY_NODENAME", "ledger@127.0.0.1"}], fun() ->
                Stranger = connected(stranger, "sesam", false),
                ?assertEqual(<<"ledger@127.0.0.1 []\n">>, ask()),
                Friend = connected(friend, "sesame", true),
                ?assertEqual(<<"ledger@127.0.0.1 ['friend@127.0.0.1']\n">>, ask()),
                [peer:stop(Peer) || Peer <- [Stranger, Friend]]
            end)
        end),
        test("listens for other nodes on a port between MY_PORT_MIN and MY_PORT_MAX", fun() ->
            Variables = [{"MY_NODENAME", "ledger@127.0.0.1"}, {"MY_PORT_MIN", "9200"}, {"MY_PORT_MAX", "9200"}],
            with_node(Variables, fun() ->
                ?assertMatch({port, 9200, _}, erl_epmd:port_please("ledger", {127, 0, 0, 1}))
            end)
        end),
        test("listens for other nodes on the ports 9100 to 9109 otherwise", fun() ->
            with_node([{"MY_NODENAME", "ledger@127.0.0.1"}], fun() ->
                {port, Port, _} = erl_epmd:port_please("ledger", {127, 0, 0, 1}),
                ?assert(lists:member(Port, lists:seq(9100, 9109)))
            end)
        end)
    ]}.

test(Description, Test) -> {Description, {timeout, ?PATIENCE, Test}}.

%% `epmd -daemon` returns before it listens, and a VM that finds no epmd when it registers ends.
prepare() ->
    ok = filelib:ensure_dir(?COOKIE),
    ok = file:write_file(?COOKIE, <<"sesame\n">>),
    _ = os:cmd("epmd -daemon"),
    await(fun() -> element(1, erl_epmd:names({127, 0, 0, 1})) =:= ok end).

%% Runs the script while a function runs.
with_node(Variables, Function) ->
    {Port, Process} = start(Variables),
    try
        await(fun() -> not refused() end),
        Function()
    after
        _ = os:cmd("kill -KILL " ++ integer_to_list(Process)),
        {_, Printed} = ended(Port, <<>>),
        io:put_chars(Printed),
        await(fun refused/0)
    end.

%% It becomes the VM, so that this is the process of both.
start(Variables) ->
    Environment = [{"ERL_CRASH_DUMP_SECONDS", "0"} | Variables],
    Port = open_port({spawn_executable, "./node"}, [exit_status, stderr_to_stdout, binary, {env, Environment}]),
    {os_pid, Process} = erlang:port_info(Port, os_pid),
    {Port, Process}.

ended(Port, Printed) ->
    receive
        {Port, {data, More}} -> ended(Port, <<Printed/binary, More/binary>>);
        {Port, {exit_status, Status}} -> {Status, Printed}
    after ?PATIENCE * 1000 -> error({still_running, Printed})
    end.

%% A node with this cookie that has tried to connect, and whether that succeeded.
connected(Name, Cookie, Succeeds) ->
    {ok, Peer, _} = peer:start_link(#{
        name => Name,
        host => "127.0.0.1",
        longnames => true,
        connection => standard_io,
        wait_boot => ?PATIENCE * 1000,
        args => ["-setcookie", Cookie]
    }),
    ?assertEqual(Succeeds, peer:call(Peer, net_kernel, connect_node, ['ledger@127.0.0.1'], ?PATIENCE * 1000)),
    Peer.

%% What the program answers until it closes the connection.
ask() ->
    {ok, Socket} = gen_tcp:connect("127.0.0.1", ?PORT, [binary, {active, false}]),
    read(Socket, <<>>).

read(Socket, Read) ->
    case gen_tcp:recv(Socket, 0, ?PATIENCE * 1000) of
        {ok, More} -> read(Socket, <<Read/binary, More/binary>>);
        {error, closed} -> Read
    end.

refused() ->
    case gen_tcp:connect("127.0.0.1", ?PORT, []) of
        {ok, Socket} ->
            ok = gen_tcp:close(Socket),
            false;
        {error, econnrefused} ->
            true
    end.

await(Condition) -> await(Condition, erlang:monotonic_time(second) + ?PATIENCE div 2).

await(Condition, Deadline) ->
    case Condition() orelse erlang:monotonic_time(second) > Deadline of
        false ->
            timer:sleep(10),
            await(Condition, Deadline);
        true ->
            ?assert(Condition())
    end.
