%% Several ledgers, each in a VM of its own and at a loopback address of its own. They do without epmd, which needs time until it
%% listens.
-module(ledger_SUITE).
-include_lib("stdlib/include/assert.hrl").
-export([all/0, suite/0]).
-export([names_the_nodes_that_are_connected/1, names_a_node_no_more_when_it_has_stopped/1, names_a_node_again_when_it_is_back/1]).

%% For distribution, at each address.
-define(DISTRIBUTION, "4370").

%% Milliseconds: a VM may take long to start on a machine that many share.
-define(PATIENCE, 60000).

suite() -> [{timetrap, {minutes, 3}}].

all() ->
    [
        names_the_nodes_that_are_connected,
        names_a_node_no_more_when_it_has_stopped,
        names_a_node_again_when_it_is_back
    ].

names_the_nodes_that_are_connected(_Config) ->
    [One, Two, Three] = [start(Name, Last) || {Name, Last} <- [{one, 2}, {two, 3}, {three, 4}]],
    ?assertEqual(<<"one@127.0.0.2 []\n">>, ask(One)),
    true = call(One, net_kernel, connect_node, ['two@127.0.0.3']),
    ?assertEqual(<<"one@127.0.0.2 ['two@127.0.0.3']\n">>, ask(One)),
    becomes(<<"two@127.0.0.3 ['one@127.0.0.2']\n">>, Two),
    ?assertEqual(<<"three@127.0.0.4 []\n">>, ask(Three)),
    stop([One, Two, Three]).

names_a_node_no_more_when_it_has_stopped(_Config) ->
    [One, Two] = connected({one, 5}, {two, 6}),
    stop([Two]),
    becomes(<<"one@127.0.0.5 []\n">>, One),
    stop([One]).

names_a_node_again_when_it_is_back(_Config) ->
    [One, Two] = connected({one, 7}, {two, 8}),
    true = call(Two, erlang, disconnect_node, ['one@127.0.0.7']),
    becomes(<<"one@127.0.0.7 []\n">>, One),
    true = call(Two, net_kernel, connect_node, ['one@127.0.0.7']),
    becomes(<<"one@127.0.0.7 ['two@127.0.0.8']\n">>, One),
    stop([One, Two]).

%% Two nodes, of which each is in the answer of the other.
connected({One, OneLast}, {Two, TwoLast}) ->
    First = start(One, OneLast),
    Second = start(Two, TwoLast),
    true = call(First, net_kernel, connect_node, [call(Second, erlang, node, [])]),
    ledger_client:await(fun() -> length(call(Second, erlang, nodes, [])) =:= 1 end),
    [First, Second].

%% A node NAME@127.0.0.LAST.
start(Name, Last) ->
    Paths = lists:usort([filename:dirname(code:which(Module)) || Module <- [ledger, ledger_client]]),
    {ok, Node, _} = peer:start_link(#{
        name => Name,
        host => "127.0.0." ++ integer_to_list(Last),
        longnames => true,
        connection => standard_io,
        wait_boot => ?PATIENCE,
        args => ["-pa" | Paths] ++ ["-setcookie", "ledger", "-start_epmd", "false", "-erl_epmd_port", ?DISTRIBUTION] ++
            ["-kernel", "inet_dist_use_interface", "{127,0,0," ++ integer_to_list(Last) ++ "}"]
    }),
    ok = call(Node, application, set_env, [ledger, port, 0, [{persistent, true}]]),
    {ok, _} = call(Node, application, ensure_all_started, [ledger]),
    Node.

stop(Nodes) -> [ok = peer:stop(Node) || Node <- Nodes].

ask(Node) -> call(Node, ledger_client, ask, []).

becomes(Answer, Node) -> ?assert(ledger_client:await(fun() -> ask(Node) =:= Answer end)).

call(Node, Module, Function, Arguments) -> peer:call(Node, Module, Function, Arguments, ?PATIENCE).
