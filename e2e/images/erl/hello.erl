%% A plain Erlang program: TCP on port 8080 tells this node's name and the nodes it is connected to; where STARTS_FILE names a
%% file, also how often a node has started on that file's disk.
-module(hello).
-export([start/0]).

start() ->
    More = starts(os:getenv("STARTS_FILE")),
    {ok, Socket} = gen_tcp:listen(8080, [binary, {active, false}, {reuseaddr, true}, {backlog, 128}]),
    io:format("~s listens on port 8080~s~n", [node(), More]),
    accept(Socket, More).

accept(Socket, More) ->
    {ok, Client} = gen_tcp:accept(Socket),
    _ = gen_tcp:send(Client, io_lib:format("~s ~p~s~n", [node(), nodes(), More])),
    ok = gen_tcp:close(Client),
    accept(Socket, More).

starts(false) -> "";
starts(File) ->
    Count = read(File) + 1,
    ok = file:write_file(File, integer_to_binary(Count), [sync]),
    io_lib:format(", starts: ~b", [Count]).

read(File) ->
    case file:read_file(File) of
        {ok, Count} -> binary_to_integer(Count);
        {error, enoent} -> 0
    end.
