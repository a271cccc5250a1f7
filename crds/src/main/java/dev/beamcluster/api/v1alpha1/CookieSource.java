package dev.beamcluster.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the cookie comes from, and where the image expects its file. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "has(self.secretRef) == has(oldSelf.secretRef) && (!has(self.secretRef) || self.secretRef =="
                + " oldSelf.secretRef)",
        message = "spec.cookie.secretRef cannot be changed, because nodes with different cookies refuse each"
                + " other: create a new BeamCluster instead")
public record CookieSource(
        @JsonPropertyDescription("Key of a Secret in the same namespace that holds the cookie: 1 to 255 printable ASCII"
                + " characters without white space; with Mix and Relx it must not start with '-' or '+', and with Relx not"
                + " contain a backslash, a quotation mark, '#' or ${NAME}. Default: a Secret that the operator creates. Cannot be"
                + " changed.")
        @Nullable
        SecretKey secretRef,

        @JsonPropertyDescription(
                "Absolute path at which the image expects the cookie file, 2 to 255 letters, digits, '.',"
                        + " '_', '-' and '/'. The file has mode 0400 and belongs to the node's user. Every kind of"
                        + " release gets a file, and finds its path in BEAM_COOKIE_FILE. Default:"
                        + " /run/beamcluster/.erlang.cookie; for Mix, whose VM does not read it, this is the mounted"
                        + " Secret itself, with mode 0440.")
        @Size(min = 2, max = 255)
        @Pattern("^(/[A-Za-z0-9._-]+)+$")
        @Nullable
        String file) {

    /** A key of a Secret. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretKey(
            @JsonPropertyDescription("Name of the Secret.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String name,

            @JsonPropertyDescription("Key in the Secret.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[-._a-zA-Z0-9]+$")
            String key) {}
}
