package dev.beamcluster.audit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "200,OK",
        "201,OK",
        "304,OK",
        "401,REFUSED",
        "403,REFUSED",
        "404,REFUSED",
        "409,REFUSED",
        "422,REFUSED",
        "429,REFUSED",
        "500,FAILED",
        "503,FAILED",
        "0,FAILED"
    })
    void theCodeSaysWhetherARequestWasRefusedOrFailed(int code, Outcome.Result result) {
        // When a request ends with a code, then a refusal was decided, and a failure may have been carried out
        assertThat(Outcome.ofHttp(code, "why", 1).result()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"200,''", "409,why"})
    void onlyAFailureHasAMessage(int code, String message) {
        // When a request ends, then what the API server said is kept if it did not do it
        assertThat(Outcome.ofHttp(code, "why", 1).message()).isEqualTo(message);
    }
}
