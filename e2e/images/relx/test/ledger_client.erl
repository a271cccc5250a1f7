%% Asks the ledger in this VM for its answer, as a user does.
-module(ledger_client).
-export([port/0, ask/0, ask/1, refused/1, await/1]).

%% Longer than any answer takes, on a machine that many share too.
-define(SECONDS, 30).

%% The port on which it listens, once it does.
port() -> await(fun listening/0).

%% The process that accepts connections owns the socket that listens, and for a moment each that it accepted.
listening() ->
    [{listener, Listener, _, _}] = supervisor:which_children(ledger_sup),
    case is_pid(Listener) andalso process_info(Listener, links) of
        {links, Links} -> port_of([Link || Link <- Links, is_port(Link)]);
        _ -> false
    end.

port_of([]) ->
    false;
port_of([Socket | _]) ->
    case inet:port(Socket) of
        {ok, Port} -> Port;
        {error, _} -> false
    end.

%% What is answered until the connection is closed.
ask() -> ask(port()).

ask(Port) ->
    {ok, Socket} = gen_tcp:connect("127.0.0.1", Port, [binary, {active, false}]),
    read(Socket, <<>>).

read(Socket, Read) ->
    case gen_tcp:recv(Socket, 0, ?SECONDS * 1000) of
        {ok, More} -> read(Socket, <<Read/binary, More/binary>>);
        {error, closed} -> Read
    end.

%% Whether no connection is accepted on this port.
refused(Port) ->
    case gen_tcp:connect("127.0.0.1", Port, []) of
        {ok, Socket} ->
            ok = gen_tcp:close(Socket),
            false;
        {error, Reason} ->
            Reason =:= econnrefused
    end.

%% The first result of a function that is not false.
await(Condition) -> await(Condition, erlang:monotonic_time(second) + ?SECONDS).

await(Condition, Deadline) ->
    case Condition() of
        false ->
            erlang:monotonic_time(second) > Deadline andalso error({not_true, Condition}),
            timer:sleep(10),
            await(Condition, Deadline);
        Met ->
            Met
    end.
