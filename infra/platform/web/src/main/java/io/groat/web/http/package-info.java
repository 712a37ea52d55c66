/** What all calls share: routes, bodies, parameters, cursors, answers, and how a failure is answered. */
@NullMarked
package io.groat.web.http;

import org.jspecify.annotations.NullMarked;
