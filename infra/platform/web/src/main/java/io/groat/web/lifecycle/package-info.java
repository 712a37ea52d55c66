/** How what runs in a service begins and ends with it. */
@NullMarked
package io.groat.web.lifecycle;

import org.jspecify.annotations.NullMarked;
