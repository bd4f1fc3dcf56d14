(** * Theorem C: depth

    A layer takes features F_i (one function of the parameters for each data point i) to
    σ(β b + Σ_a w_a F_i(θ_a)): any number of neurons θ_a with weights w_a, a bias b of any scale β.  If the F_i are linearly independent and σ is not constant, so are the new ones:
    the pre-activation of one point can be moved alone. *)

From Coq Require Import Reals Lra Lia List.
From Nonpoly Require Import polynomial frechet sum theorem_A theorem_B.
Import ListNotations.
Local Open Scope R_scope.

Definition nonconstant (f : R -> R) : Prop := exists a b, f a <> f b.

(** ** The layer and the network *)

(** A finite combination Σ w_a [θ_a], applied to a feature. *)
Definition combination (T : Type) := list (R * T).

Definition ev {T} (c : combination T) (F : T -> R) : R :=
  fold_right (fun s r => fst s * F (snd s) + r) 0 c.

Definition preactivation {T} (beta : R) (F : T -> R) (p : R * combination T) : R :=
  beta * fst p + ev (snd p) F.

Definition layer {T} (f : R -> R) (beta : R) (F : T -> R) (p : R * combination T) : R :=
  f (preactivation beta F p).

(** Parameters of a network with L hidden layers of any widths over features with parameters T. *)
Fixpoint parameters (T : Type) (L : nat) : Type :=
  match L with O => T | S L => (R * combination (parameters T L))%type end.

Fixpoint network {T} (f : nat -> R -> R) (beta : nat -> R) (L : nat) (F : T -> R) : parameters T L -> R :=
  match L with O => F | S l => layer (f l) (beta l) (network f beta l F) end.

(** ** Combinations *)

Definition cscale {T} (s : R) (c : combination T) : combination T :=
  map (fun q => (s * fst q, snd q)) c.

Lemma ev_app {T} (c d : combination T) F : ev (c ++ d) F = ev c F + ev d F.
Proof. induction c as [|q c IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma ev_cscale {T} s (c : combination T) F : ev (cscale s c) F = s * ev c F.
Proof. induction c as [|q c IH]; simpl; [ring | rewrite IH; ring]. Qed.

(** Σ_{i<n} s_i e_i *)
Fixpoint csum {T} (n : nat) (s : nat -> R) (e : nat -> combination T) : combination T :=
  match n with O => [] | S n => csum n s e ++ cscale (s n) (e n) end.

Lemma ev_csum {T} n s (e : nat -> combination T) F :
  ev (csum n s e) F = sum n (fun i => s i * ev (e i) F).
Proof. induction n as [|n IH]; simpl; [reflexivity|]. now rewrite ev_app, ev_cscale, IH. Qed.

(** Independent functions have a dual basis of combinations. *)
Definition unit_ (i j : nat) : R := if Nat.eq_dec i j then 1 else 0.

Lemma dual_basis {T} N (F : nat -> T -> R) :
  independent N F ->
  exists e : nat -> combination T,
    forall i j, (i < N)%nat -> (j < N)%nat -> ev (e i) (F j) = unit_ i j.
Proof.
  induction N as [|N IH]; intro I; [exists (fun _ => []); lia|].
  destruct IH as (e & He).
  { intros u Z i Hi. pose (v := fun j => if Nat.eq_dec j N then 0 else u j).
    assert (E : v i = 0).
    { apply I; [|lia]. intro t. rewrite <- (Z t). simpl. unfold v at 2.
      destruct (Nat.eq_dec N N) as [_|]; [|congruence].
      rewrite (sum_ext N (fun j => v j * F j t) (fun j => u j * F j t)); [ring|].
      intros j Hj. unfold v. destruct (Nat.eq_dec j N); [lia | reflexivity]. }
    unfold v in E. destruct (Nat.eq_dec i N); [lia | exact E]. }
  (* G = F_N − Σ e_i(F_N) F_i vanishes under every e_i and is not identically 0. *)
  set (c := fun i => ev (e i) (F N)).
  set (G := fun t => F N t - sum N (fun i => c i * F i t)).
  assert (exists t, G t <> 0) as (t & Gt).
  { apply Classical_Pred_Type.not_all_not_ex. intro Z.
    pose (v := fun j => if Nat.eq_dec j N then 1 else - c j).
    assert (E : v N = 0).
    { apply I; [|lia]. intro t. simpl. unfold v at 2.
      destruct (Nat.eq_dec N N) as [_|]; [|congruence].
      rewrite (sum_ext N _ (fun j => -1 * (c j * F j t))).
      - rewrite sum_scal. destruct (Req_dec (G t) 0) as [E|E]; [unfold G in E; lra|].
        now apply Z in E.
      - intros j Hj. unfold v. destruct (Nat.eq_dec j N); [lia | ring]. }
    unfold v in E. destruct (Nat.eq_dec N N); [lra | congruence]. }
  (* d = (θ_t − Σ F_i(t) e_i)/G(t) is dual to F_N. *)
  set (d := cscale (/ G t) ((1, t) :: cscale (-1) (csum N (fun i => F i t) e))).
  assert (Hd : forall j, (j < S N)%nat -> ev d (F j) = unit_ N j).
  { intros j Hj. unfold d. rewrite ev_cscale. simpl. rewrite ev_cscale, ev_csum. unfold unit_.
    destruct (Nat.eq_dec N j) as [<-|D].
    - rewrite (sum_ext N _ (fun i => c i * F i t)) by (intros; unfold c; ring).
      fold (G t). replace (1 * F N t + -1 * sum N (fun i => c i * F i t)) with (G t)
        by (unfold G; ring). now field.
    - rewrite (sum_one N j); [|lia|].
      + rewrite He by lia. unfold unit_. destruct (Nat.eq_dec j j); [ring | congruence].
      + intros i Hi D'. rewrite He by lia. unfold unit_. destruct (Nat.eq_dec i j); [congruence|].
        ring. }
  exists (fun i => if Nat.eq_dec i N then d else e i ++ cscale (- c i) d).
  intros i j Hi Hj. destruct (Nat.eq_dec i N) as [->|D]; [now apply Hd|].
  rewrite ev_app, ev_cscale, Hd by exact Hj. unfold unit_ at 1.
  destruct (Nat.eq_dec N j) as [<-|D'].
  - unfold unit_. destruct (Nat.eq_dec i N); [congruence|]. unfold c. ring.
  - rewrite He by lia. ring.
Qed.

(** ** Theorem C *)

Theorem theorem_C {T} N (F : nat -> T -> R) f beta :
  independent N F -> nonconstant f -> independent N (fun i => layer f beta (F i)).
Proof.
  intros I (a & b & Hab) u Z i Hi. destruct (dual_basis N F I) as (e & He).
  pose proof (Z (0, cscale a (e i))) as Za. pose proof (Z (0, cscale b (e i))) as Zb.
  assert (D : sum N (fun j => u j * (f (a * unit_ i j) - f (b * unit_ i j))) = 0).
  { rewrite (sum_ext N _ (fun j => u j * layer f beta (F j) (0, cscale a (e i))
                          - u j * layer f beta (F j) (0, cscale b (e i)))).
    - rewrite sum_minus, Za, Zb. ring.
    - intros j Hj. unfold layer, preactivation. simpl. rewrite !ev_cscale, He by assumption.
      replace (beta * 0 + a * unit_ i j) with (a * unit_ i j) by ring.
      replace (beta * 0 + b * unit_ i j) with (b * unit_ i j) by ring. ring. }
  rewrite (sum_one N i) in D.
  - unfold unit_ in D. destruct (Nat.eq_dec i i) as [_|]; [|congruence].
    rewrite !Rmult_1_r in D. apply Rmult_integral in D as [|D]; [assumption|]. lra.
  - exact Hi.
  - intros j Hj N'. unfold unit_. destruct (Nat.eq_dec i j); [congruence|].
    rewrite !Rmult_0_r. ring.
Qed.

(** Independence at some depth persists. *)
Theorem theorem_C_depth {T} N (F : nat -> T -> R) f beta l L :
  (l <= L)%nat -> (forall k, (l <= k < L)%nat -> nonconstant (f k)) ->
  independent N (fun i => network f beta l (F i)) ->
  independent N (fun i => network f beta L (F i)).
Proof.
  induction 1 as [|L Hl IH]; intros NC I; [exact I|]. simpl.
  apply theorem_C; [apply IH; [intros; apply NC; lia | exact I] | apply NC; lia].
Qed.
