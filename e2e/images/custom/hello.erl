%% A plain Erlang program: port 8080 answers with the names of this node and of its connected nodes.
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
