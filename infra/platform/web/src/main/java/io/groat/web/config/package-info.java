/** How the conventions get into a service. */
@NullMarked
package io.groat.web.config;

import org.jspecify.annotations.NullMarked;
