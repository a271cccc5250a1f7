%% A plain Erlang program: port 8080 answers with the names of this node and of its connected nodes. If STARTS_FILE is set, it
%% also answers with the number of starts on the disk of that file.
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
