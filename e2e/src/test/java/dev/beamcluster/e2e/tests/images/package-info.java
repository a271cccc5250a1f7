/** The tests of what is written in Elixir and Erlang: the workloads in e2e/images and the formatter of ExUnit. Needs no cluster. */
@NullMarked
package dev.beamcluster.e2e.tests.images;

import org.jspecify.annotations.NullMarked;
