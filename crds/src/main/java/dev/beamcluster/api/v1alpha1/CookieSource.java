package dev.beamcluster.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the cookie comes from, and where the image wants it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "has(self.secretRef) == has(oldSelf.secretRef) && (!has(self.secretRef) || self.secretRef =="
                + " oldSelf.secretRef)",
        message = "spec.cookie.secretRef cannot be changed: nodes with different cookies refuse each other; make a new"
                + " BeamCluster instead")
public record CookieSource(
        @JsonPropertyDescription("A Secret of your own, in the same namespace. Its cookie must be 1 to 255 printable"
                + " ASCII characters without white space. Default: a Secret that the operator makes.")
        @Nullable
        SecretKey secretRef,

        @JsonPropertyDescription(
                "An absolute path at which the image wants to find the cookie file, mode 0400, owned by"
                        + " the node's user. A file is there for every kind of release; its path is in BEAM_COOKIE_FILE."
                        + " Default: /run/beamcluster/.erlang.cookie, which for Mix, whose VM reads no file, is the"
                        + " mounted Secret itself, mode 0440.")
        @Size(min = 2, max = 255)
        @Pattern("^(/[A-Za-z0-9._-]+)+$")
        @Nullable
        String file) {

    /** A key of a Secret. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretKey(
            @JsonPropertyDescription("The Secret's name.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String name,

            @JsonPropertyDescription("The key in it.") @Required @Size(min = 1, max = 253) @Pattern("^[-._a-zA-Z0-9]+$")
            String key) {}
}
