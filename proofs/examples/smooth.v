(** * Smooth activations are no polynomials *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial activations.
Local Open Scope R_scope.

Definition sigmoid (x : R) : R := 1 / (1 + exp (- x)).
Definition softplus (x : R) : R := ln (1 + exp x).

Theorem exp_nonpolynomial : ~ polynomial (fun x => exp x).
Proof. nonpolynomial false 0%nat 0 1. Qed.

Theorem tanh_nonpolynomial : ~ polynomial (fun x => tanh x).
Proof. nonpolynomial true 0%nat 0 1. Qed.

Theorem sigmoid_nonpolynomial : ~ polynomial (fun x => sigmoid x).
Proof. unfold sigmoid. nonpolynomial true 0%nat 0 1. Qed.

Theorem softplus_nonpolynomial : ~ polynomial (fun x => softplus x).
Proof. unfold softplus. nonpolynomial false 0%nat 0 1. Qed.

Theorem silu_nonpolynomial : ~ polynomial (fun x => x * sigmoid x).
Proof. unfold sigmoid. nonpolynomial true 1%nat (-1) 1. Qed.

Theorem mish_nonpolynomial : ~ polynomial (fun x => x * tanh (softplus x)).
Proof. unfold softplus. nonpolynomial true 1%nat (-1) 1. Qed.

Theorem gaussian_nonpolynomial : ~ polynomial (fun x => exp (- (x * x))).
Proof. nonpolynomial true 0%nat 0 1. Qed.

Theorem sin_nonpolynomial : ~ polynomial (fun x => sin x).
Proof. nonpolynomial true 0%nat 0 1. Qed.

Theorem cos_nonpolynomial : ~ polynomial (fun x => cos x).
Proof. nonpolynomial true 0%nat 0 1. Qed.

Theorem snake_nonpolynomial : ~ polynomial (fun x => x + sin x ^ 2).
Proof. nonpolynomial true 1%nat 0 1. Qed.

Theorem atan_nonpolynomial : ~ polynomial (fun x => atan x).
Proof. nonpolynomial true 0%nat 0 1. Qed.

Theorem squareplus_nonpolynomial : ~ polynomial (fun x => (x + sqrt (x ^ 2 + 4)) / 2).
Proof. nonpolynomial true 2%nat (-1) 1. Qed.

Theorem tanhshrink_nonpolynomial : ~ polynomial (fun x => x - tanh x).
Proof. nonpolynomial true 1%nat 0 1. Qed.

Theorem log_cosh_nonpolynomial : ~ polynomial (fun x => x + ln (1 + exp (- (2 * x))) - ln 2).
Proof. nonpolynomial true 1%nat (-1) 1. Qed.

(** The approximation of GELU by tanh. *)
Theorem gelu_tanh_nonpolynomial :
  ~ polynomial (fun x => x / 2 * (1 + tanh (sqrt (2 / PI) * (x + 44715 / 1000000 * x ^ 3)))).
Proof. nonpolynomial true 1%nat (-1) 1. Qed.
