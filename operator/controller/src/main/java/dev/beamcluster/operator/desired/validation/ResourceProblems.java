package dev.beamcluster.operator.desired.validation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** Finds resources that the API server refuses in a pod (kubernetes/kubernetes, ValidateContainerResourceRequirements). */
final class ResourceProblems {

    private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");
    private static final String HUGE_PAGES = "hugepages-";

    private ResourceProblems() {}

    /**
     * Returns the problems of a container's requests and limits.
     *
     * @param field the path of the field that sets them
     */
    static Stream<Problem> of(String field, @Nullable ResourceRequirements resources) {
        if (resources == null) {
            return Stream.of();
        }
        Map<String, Quantity> requests = Objects.requireNonNullElse(resources.getRequests(), Map.of());
        Map<String, Quantity> limits = Objects.requireNonNullElse(resources.getLimits(), Map.of());
        return Stream.of(
                        each(field + ".requests", requests),
                        each(field + ".limits", limits),
                        requests.entrySet().stream()
                                .flatMap(request ->
                                        against(field + ".requests[" + request.getKey() + "]", request, limits)
                                                .stream()))
                .flatMap(problems -> problems);
    }

    private static Stream<Problem> each(String field, Map<String, Quantity> quantities) {
        return quantities.entrySet().stream()
                .flatMap(entry -> one(field + "[" + entry.getKey() + "]", entry.getKey(), entry.getValue()).stream());
    }

    private static Optional<Problem> one(String field, String name, Quantity quantity) {
        if (!name.contains("/") && !STANDARD.contains(name) && !name.startsWith(HUGE_PAGES)) {
            return Optional.of(new Problem(
                    field,
                    "there is no resource of this name",
                    "use cpu, memory, ephemeral-storage, hugepages-SIZE or DOMAIN/NAME"));
        }
        return amount(quantity)
                .filter(amount -> amount.signum() < 0)
                .map(_ -> new Problem(field, quantity + " is negative", "set 0 or more"));
    }

    private static Optional<Problem> against(
            String field, Map.Entry<String, Quantity> request, Map<String, Quantity> limits) {
        Quantity limit = limits.get(request.getKey());
        Optional<BigDecimal> requested = amount(request.getValue());
        Optional<BigDecimal> atMost = Optional.ofNullable(limit).flatMap(ResourceProblems::amount);
        if (requested.isPresent() && atMost.isPresent() && requested.get().compareTo(atMost.get()) > 0) {
            return Optional.of(new Problem(
                    field,
                    "the request " + request.getValue() + " exceeds the limit " + limit,
                    "lower the request, or raise the limit"));
        }
        boolean isExclusive = request.getKey().contains("/") || request.getKey().startsWith(HUGE_PAGES);
        return isExclusive && atMost.isEmpty()
                ? Optional.of(new Problem(
                        field, "extended resources and huge pages must be set under limits", "move it there"))
                : Optional.empty();
    }

    /** Returns the amount; empty if it is not a quantity, which the API server already refuses in a StatefulSet. */
    private static Optional<BigDecimal> amount(Quantity quantity) {
        try {
            return Optional.of(Quantity.getAmountInBytes(quantity));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
