package dev.beamcluster.mesh.erlang;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import com.ericsson.otp.erlang.OtpErlangObject;

/** An answer that is on its way, and how it is read. */
public final class Answer<T> {

    private final String question;
    private final CompletableFuture<OtpErlangObject> term;
    private final Function<OtpErlangObject, Optional<T>> reader;

    /**
     * The answer to a call.
     *
     * @param question what was asked, for people
     * @param reader empty for a term that is no answer to it
     */
    Answer(String question, CompletableFuture<OtpErlangObject> term, Function<OtpErlangObject, Optional<T>> reader) {
        this.question = question;
        this.term = term;
        this.reader = reader;
    }

    /** Waits for it. One that has not come by the deadline is not waited for any more. */
    public T await(Deadline deadline) throws InterruptedException, CallFailure {
        try {
            return reader.apply(deadline.await(term)).orElseThrow(() -> new CallFailure.InvalidAnswer(question));
        } catch (TimeoutException e) {
            throw new CallFailure.TimedOut();
        } catch (ExecutionException e) {
            throw new CallFailure.ConnectionLost(e);
        }
    }

    /** Waits for it where it makes no difference why there is none. */
    public Optional<T> awaitAny(Deadline deadline) throws InterruptedException {
        try {
            return Optional.of(await(deadline));
        } catch (CallFailure e) {
            return Optional.empty();
        }
    }
}
