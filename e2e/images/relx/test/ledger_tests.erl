%% One ledger, in this VM.
-module(ledger_tests).
-include_lib("eunit/include/eunit.hrl").

ledger_test_() ->
    {foreach, fun() -> start(0) end, fun(_) -> application:stop(ledger) end, [
        {"names its node, and no other while it is alone", fun() ->
            ?assertEqual(<<"nonode@nohost []\n">>, ledger_client:ask())
        end},
        {"answers one connection after another", fun() ->
            ?assertEqual(
                lists:duplicate(20, <<"nonode@nohost []\n">>), [ledger_client:ask() || _ <- lists:seq(1, 20)]
            )
        end},
        {"answers after a client that closes the connection before it has the answer", fun() ->
            {ok, Socket} = gen_tcp:connect("127.0.0.1", ledger_client:port(), [{linger, {true, 0}}]),
            ok = gen_tcp:close(Socket),
            ?assertEqual(<<"nonode@nohost []\n">>, ledger_client:ask())
        end},
        {"listens again after its listener has ended", fun() ->
            Ended = listener(),
            exit(Ended, kill),
            New = ledger_client:await(fun() -> listener() =/= Ended andalso listener() end),
            ?assert(is_process_alive(New)),
            ?assertEqual(<<"nonode@nohost []\n">>, ledger_client:ask())
        end},
        {"closes its port when it stops", fun() ->
            Port = ledger_client:port(),
            ok = application:stop(ledger),
            ?assert(ledger_client:await(fun() -> ledger_client:refused(Port) end))
        end}
    ]}.

listens_on_the_configured_port_test() ->
    {ok, Socket} = gen_tcp:listen(0, []),
    {ok, Port} = inet:port(Socket),
    ok = gen_tcp:close(Socket),
    start(Port),
    try
        ?assertEqual(Port, ledger_client:port()),
        ?assertEqual(<<"nonode@nohost []\n">>, ledger_client:ask(Port))
    after
        application:stop(ledger)
    end.

start(Port) ->
    ok = application:set_env(ledger, port, Port, [{persistent, true}]),
    {ok, _} = application:ensure_all_started(ledger).

listener() ->
    [{listener, Listener, _, _}] = supervisor:which_children(ledger_sup),
    is_pid(Listener) andalso Listener.
