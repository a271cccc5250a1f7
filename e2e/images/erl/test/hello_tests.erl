-module(hello_tests).
-include_lib("eunit/include/eunit.hrl").

%% Where the program listens, and at each address of this machine.
-define(PORT, 8080).

%% For distribution. The nodes do without epmd, which needs time until it listens.
-define(DISTRIBUTION, "4370").

%% Seconds for a test, and for what it awaits: a VM may take long to start on a machine that many share.
-define(PATIENCE, 60).

answers_test_() ->
    [
        test("names its node, and no other while it is alone", fun() ->
            with_program([], fun() -> ?assertEqual(<<"nonode@nohost []\n">>, ask()) end)
        end),
        test("answers one connection after another", fun() ->
            with_program([], fun() ->
                ?assertEqual(lists:duplicate(20, <<"nonode@nohost []\n">>), [ask() || _ <- lists:seq(1, 20)])
            end)
        end),
        test("names the nodes that are connected", fun() ->
            {One, _} = node(one, "127.0.0.2", "{127,0,0,2}"),
            {Two, TwoName} = node(two, "127.0.0.3", "{127,0,0,3}"),
            true = peer:call(One, net_kernel, connect_node, [TwoName], ?PATIENCE * 1000),
            _ = peer:call(One, erlang, spawn, [hello, start, []]),
            ?assertEqual(<<"one@127.0.0.2 ['two@127.0.0.3']\n">>, ask()),
            [peer:stop(Peer) || Peer <- [One, Two]],
            await(fun refused/0)
        end)
    ].

counts_starts_test_() ->
    [
        test("counts its starts in STARTS_FILE", fun() ->
            File = filename:join("/tmp", "starts-" ++ os:getpid()),
            try
                [?assertEqual(answer(Count), with_program([{"STARTS_FILE", File}], fun ask/0)) || Count <- [1, 2, 3]]
            after
                file:delete(File)
            end
        end),
        test("counts once for a start, whoever asks", fun() ->
            File = filename:join("/tmp", "starts-once-" ++ os:getpid()),
            try
                with_program([{"STARTS_FILE", File}], fun() ->
                    ?assertEqual([answer(1), answer(1)], [ask(), ask()])
                end),
                ?assertEqual({ok, <<"1">>}, file:read_file(File))
            after
                file:delete(File)
            end
        end)
    ].

answer(Count) -> iolist_to_binary(io_lib:format("nonode@nohost [], starts: ~b~n", [Count])).

test(Description, Test) -> {Description, {timeout, ?PATIENCE, Test}}.

%% Runs the program in this VM while a function runs.
with_program(Variables, Function) ->
    [os:putenv(Name, Value) || {Name, Value} <- Variables],
    Program = spawn(hello, start, []),
    try
        await(fun() -> not refused() orelse not is_process_alive(Program) end),
        ?assert(is_process_alive(Program)),
        Function()
    after
        exit(Program, kill),
        await(fun refused/0),
        [os:unsetenv(Name) || {Name, _} <- Variables]
    end.

node(Name, Host, Address) ->
    {ok, Peer, Node} = peer:start_link(#{
        name => Name,
        host => Host,
        longnames => true,
        connection => standard_io,
        wait_boot => ?PATIENCE * 1000,
        args => ["-pa", filename:dirname(code:which(hello)), "-setcookie", "hello", "-start_epmd", "false",
            "-erl_epmd_port", ?DISTRIBUTION, "-kernel", "inet_dist_use_interface", Address]
    }),
    {Peer, Node}.

%% What the program answers until it closes the connection.
ask() ->
    await(fun() -> not refused() end),
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
