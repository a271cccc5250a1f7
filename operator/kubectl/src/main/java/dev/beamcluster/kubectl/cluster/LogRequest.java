package dev.beamcluster.kubectl.cluster;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Which lines of the logs are wanted.
 *
 * @param sinceSeconds only lines that are not older
 * @param tail only so many lines of each pod
 * @param isPrevious the log of the container before the present one
 */
public record LogRequest(
        String container,
        Optional<Integer> sinceSeconds,
        @Nullable Integer tail,
        boolean isPrevious) {}
