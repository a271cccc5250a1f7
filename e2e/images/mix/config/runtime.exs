import Config

# Read when a node starts, as in any Phoenix release; the start script writes the result to RELEASE_TMP.
config :chat, port: String.to_integer(System.get_env("PORT", "8080"))
