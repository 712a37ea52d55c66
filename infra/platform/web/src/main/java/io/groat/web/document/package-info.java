/** The OpenAPI document of a service, made from its routes, and the page that shows it. */
@NullMarked
package io.groat.web.document;

import org.jspecify.annotations.NullMarked;
