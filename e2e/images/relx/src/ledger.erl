%% The application, its supervisor and a server: a TCP port answers with the names of this node and of its connected nodes.
-module(ledger).
-behaviour(application).
-behaviour(supervisor).
-export([start/2, stop/1, init/1, listen/0]).

start(_Type, _Args) -> supervisor:start_link({local, ledger_sup}, ?MODULE, []).

stop(_State) -> ok.

init([]) ->
    Server = #{id => listener, start => {?MODULE, listen, []}},
    {ok, {#{strategy => one_for_one}, [Server]}}.

listen() ->
    {ok, Port} = application:get_env(ledger, port),
    {ok, proc_lib:spawn_link(fun() -> accept(open(Port)) end)}.

open(Port) ->
    {ok, Socket} = gen_tcp:listen(Port, [binary, {active, false}, {reuseaddr, true}, {backlog, 128}]),
    Socket.

accept(Socket) ->
    {ok, Client} = gen_tcp:accept(Socket),
    _ = gen_tcp:send(Client, io_lib:format("~s ~p~n", [node(), nodes()])),
    ok = gen_tcp:close(Client),
    accept(Socket).
