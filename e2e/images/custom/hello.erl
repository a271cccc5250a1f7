%% A plain Erlang program: TCP on port 8080 tells this node's name and the nodes it is connected to.
-module(hello).
-export([start/0]).

start() ->
    {ok, Socket} = gen_tcp:listen(8080, [binary, {active, false}, {reuseaddr, true}, {backlog, 128}]),
    io:format("~s listens on port 8080~n", [node()]),
    accept(Socket).

accept(Socket) ->
    {ok, Client} = gen_tcp:accept(Socket),
    _ = gen_tcp:send(Client, io_lib:format("~s ~p~n", [node(), nodes()])),
    ok = gen_tcp:close(Client),
    accept(Socket).
