package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import com.ericsson.otp.erlang.OtpErlangObject;

/** A pending answer, and how to read it. */
public final class Answer<T> {

    private final String question;
    private final CompletableFuture<OtpErlangObject> term;
    private final Function<OtpErlangObject, Optional<T>> reader;

    /**
     * Creates the answer to a call.
     *
     * @param question the question in words, for error messages
     * @param reader reads the term; empty if the term is not a valid answer
     */
    Answer(String question, CompletableFuture<OtpErlangObject> term, Function<OtpErlangObject, Optional<T>> reader) {
        this.question = question;
        this.term = term;
        this.reader = reader;
    }

    /** Waits for the answer, and cancels the call when the deadline passes. */
    public T await(Deadline deadline) throws InterruptedException, CallFailure {
        try {
            return reader.apply(deadline.await(term)).orElseThrow(() -> new CallFailure.InvalidAnswer(question));
        } catch (TimeoutException e) {
            throw new CallFailure.TimedOut();
        } catch (ExecutionException e) {
            throw new CallFailure.ConnectionLost(e);
        }
    }

    /** Returns the answer as a future, which completes on another thread and cancels the call after the timeout. */
    CompletableFuture<T> within(Duration timeout) {
        return term.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(value -> reader.apply(value).orElseThrow(() -> new IllegalStateException(question)));
    }

    /** Waits for the answer; empty if there is none, whatever the reason. */
    public Optional<T> awaitAny(Deadline deadline) throws InterruptedException {
        try {
            return Optional.of(await(deadline));
        } catch (CallFailure e) {
            return Optional.empty();
        }
    }
}
