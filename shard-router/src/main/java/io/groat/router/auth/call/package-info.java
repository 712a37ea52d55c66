/** The calls by which people register, log in and keep their credentials. */
@NullMarked
package io.groat.router.auth.call;

import org.jspecify.annotations.NullMarked;
