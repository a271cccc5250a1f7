/**
 * A real browser, and the page of the kubectl plugin in it: what a test does and sees as a person would. May import Selenium, axe
 * and the harness, but nothing of the page.
 */
@NullMarked
package dev.beamcluster.e2e.harness.browser;

import org.jspecify.annotations.NullMarked;
