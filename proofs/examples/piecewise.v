(** * Piecewise activations are no polynomials *)

From Coq Require Import Reals Lra Lia.
From Nonpoly Require Import polynomial activations.
Local Open Scope R_scope.

Definition relu (x : R) : R := Rmax x 0.
Definition relu6 (x : R) : R := Rmin (Rmax x 0) 6.

Theorem relu_nonpolynomial : ~ polynomial relu.
Proof. unfold relu. nonpolynomial true 1%nat (-1) 1. Qed.

Theorem abs_nonpolynomial : ~ polynomial (fun x => Rabs x).
Proof. nonpolynomial true 1%nat (-1) 1. Qed.

Theorem relu6_nonpolynomial : ~ polynomial relu6.
Proof. unfold relu6. nonpolynomial false 1%nat (-1) 1. Qed.

Theorem squared_relu_nonpolynomial : ~ polynomial (fun x => relu x ^ 2).
Proof. unfold relu. nonpolynomial true 2%nat (-1) 1. Qed.

Theorem leaky_relu_nonpolynomial : ~ polynomial (fun x => if Rle_dec 0 x then x else x / 100).
Proof. nonpolynomial true 1%nat (-1) 1. Qed.

Theorem elu_nonpolynomial : ~ polynomial (fun x => if Rle_dec 0 x then x else exp x - 1).
Proof. nonpolynomial false 1%nat (-1) 1. Qed.

Theorem selu_nonpolynomial :
  ~ polynomial (fun x => 1.0507 * (if Rle_dec 0 x then x else 1.67326 * (exp x - 1))).
Proof. nonpolynomial false 1%nat (-1) 1. Qed.

Theorem hardtanh_nonpolynomial : ~ polynomial (fun x => Rmax (-1) (Rmin x 1)).
Proof. nonpolynomial true 1%nat 0 1. Qed.

Theorem hardswish_nonpolynomial : ~ polynomial (fun x => x * relu6 (x + 3) / 6).
Proof. unfold relu6. nonpolynomial true 2%nat (-4) 1. Qed.

Theorem softsign_nonpolynomial : ~ polynomial (fun x => x / (1 + Rabs x)).
Proof. nonpolynomial true 1%nat 0 1. Qed.

Theorem softshrink_nonpolynomial :
  ~ polynomial (fun x => if Rle_dec x (1/2) then (if Rle_dec (-1/2) x then 0 else x + 1/2) else x - 1/2).
Proof. nonpolynomial true 1%nat 0 1. Qed.

(** A step function: the theorem needs no continuity. *)
Theorem heaviside_nonpolynomial : ~ polynomial (fun x => if Rle_dec 0 x then 1 else 0).
Proof. nonpolynomial true 0%nat (-1) 1. Qed.
