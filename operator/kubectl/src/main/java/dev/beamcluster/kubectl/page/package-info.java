/**
 * What the page of {@code kubectl beam ui} shows: values that are made from what was read, and become JSON. Pure: the time is an
 * argument. Conditions are passed on as the operator wrote them, and never computed a second time.
 */
@NullMarked
package dev.beamcluster.kubectl.page;

import org.jspecify.annotations.NullMarked;
