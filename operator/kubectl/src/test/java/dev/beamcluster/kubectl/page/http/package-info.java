@NullMarked
package dev.beamcluster.kubectl.page.http;

import org.jspecify.annotations.NullMarked;
