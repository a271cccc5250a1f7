package dev.beamcluster.operator.desired;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** Resources that no pod can be given (Kubernetes, ValidateContainerResourceRequirements). */
final class ResourceProblems {

    private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");
    private static final String HUGE_PAGES = "hugepages-";

    private ResourceProblems() {}

    /**
     * In the order in which they are found.
     *
     * @param field where they are set
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
                    "a container has no resource of this name",
                    "name cpu, memory, ephemeral-storage, hugepages-SIZE or DOMAIN/RESOURCE"));
        }
        return amount(quantity)
                .filter(amount -> amount.signum() < 0)
                .map(_ -> new Problem(field, quantity + " is less than nothing", "give an amount of 0 or more"));
    }

    private static Optional<Problem> against(
            String field, Map.Entry<String, Quantity> request, Map<String, Quantity> limits) {
        Quantity limit = limits.get(request.getKey());
        Optional<BigDecimal> asked = amount(request.getValue());
        Optional<BigDecimal> atMost = Optional.ofNullable(limit).flatMap(ResourceProblems::amount);
        if (asked.isPresent() && atMost.isPresent() && asked.get().compareTo(atMost.get()) > 0) {
            return Optional.of(new Problem(
                    field,
                    request.getValue() + " is more than the limit, " + limit,
                    "ask for less, or raise the limit"));
        }
        boolean isNotShared = request.getKey().contains("/") || request.getKey().startsWith(HUGE_PAGES);
        return isNotShared && atMost.isEmpty()
                ? Optional.of(new Problem(field, "what pods do not share is given as a limit", "make it the limit"))
                : Optional.empty();
    }

    /** Empty for what is no quantity: that the API server refuses in a StatefulSet too. */
    private static Optional<BigDecimal> amount(Quantity quantity) {
        try {
            return Optional.of(Quantity.getAmountInBytes(quantity));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
